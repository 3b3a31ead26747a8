package dev.aistreaming.chat;

/** A tool call as it grows. The first id and the first name that arrive count. */
final class CallSoFar {

    private final int index;
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";

    /** @param index which call of its step, starting at 0 */
    CallSoFar(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    void append(StreamEvent.ToolCallDelta delta) {
        if (id.isEmpty() && delta.id() != null) {
            id = delta.id();
        }
        if (name.isEmpty() && delta.name() != null) {
            name = delta.name();
        }
        arguments.append(delta.arguments());
    }

    CharSequence arguments() {
        return arguments;
    }

    /** The call so far. Missing arguments become an empty object. */
    ToolCall toToolCall() {
        String all = arguments.toString();
        return new ToolCall(id, name, all.isBlank() ? "{}" : all);
    }

    /**
     * Whether the arguments are a JSON object that has been closed, so that nothing more can follow. Returns {@code false} if that
     * cannot be told, for example for a call without arguments.
     */
    boolean isWhole() {
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (depth == 0 && c != '{') {
                return false;
            }
            if (inText) {
                i += c == '\\' ? 1 : 0; // skip the escaped character
                inText = c != '"';
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i == arguments.length() - 1;
            } else {
                inText = c == '"';
            }
        }
        return false;
    }
}
