package dev.aistreaming.spring.tool;

/**
 * The tools that a task asks for: one name, or the common beginning of several names.
 *
 * @param text the name as the task has it; an asterisk at its end stands for any text
 */
public record WantedTools(String text) {

    /** Whether several tools may match. */
    public boolean areSeveral() {
        return text.endsWith("*");
    }

    /** Whether a tool with this name matches. */
    public boolean include(String name) {
        return areSeveral() ? name.startsWith(beginning()) : name.equals(text);
    }

    /** Whether a tool may match whose name begins like this. */
    public boolean mayBeginWith(String beginning) {
        return text.startsWith(beginning) || (areSeveral() && beginning.startsWith(beginning()));
    }

    private String beginning() {
        return text.substring(0, text.length() - 1);
    }

    @Override
    public String toString() {
        return text;
    }
}
