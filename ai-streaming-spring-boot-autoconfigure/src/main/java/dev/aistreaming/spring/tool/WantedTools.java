package dev.aistreaming.spring.tool;

/**
 * What a task calls the tools that it wants: the name of one, or the beginning of several.
 *
 * @param text as the task has it; an asterisk at its end stands for any text
 */
public record WantedTools(String text) {

    /** Whether it may be more than one. */
    public boolean areSeveral() {
        return text.endsWith("*");
    }

    /** Whether a tool of this name is wanted. */
    public boolean include(String name) {
        return areSeveral() ? name.startsWith(beginning()) : name.equals(text);
    }

    /** Whether a tool may be wanted whose name begins like this. */
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
