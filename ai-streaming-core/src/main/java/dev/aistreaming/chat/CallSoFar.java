package dev.aistreaming.chat;

/** One tool call as it grows. The first id and the first name count. */
final class CallSoFar {

    private final int index;
    private final StringBuilder arguments = new StringBuilder();
    private String id = "";
    private String name = "";

    /** @param index which call of its step, from 0 */
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

    /** The call so far. Arguments that nobody sent are an empty object. */
    ToolCall toToolCall() {
        String all = arguments.toString();
        return new ToolCall(id, name, all.isBlank() ? "{}" : all);
    }

    /**
     * Whether its arguments are an object that has been closed, so that no more of them can come. Where that cannot be told,
     * such as for a call without arguments, it is not.
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
                i += c == '\\' ? 1 : 0; // what it escapes ends nothing
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
