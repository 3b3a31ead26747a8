package dev.aistreaming.tool;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * A location within the arguments of a tool.
 *
 * @param steps property names and array indices
 */
record ArgumentPath(List<Object> steps) {

    static ArgumentPath of(List<Object> parent, JacksonException fault) {
        List<Object> steps = new ArrayList<>(parent);
        for (JacksonException.Reference step : fault.getPath()) {
            steps.add(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return new ArgumentPath(steps);
    }

    boolean isRoot() {
        return steps.isEmpty();
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (Object step : steps) {
            if (step instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step);
            }
        }
        return path.toString();
    }
}
