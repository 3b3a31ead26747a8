package dev.aistreaming.benchmarks.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command or an answer between the processes: a line of {@code name=value}, values without blanks. */
final class Fields {

    private final Map<String, String> values = new LinkedHashMap<>();

    static Fields parse(String line) {
        Fields fields = new Fields();
        for (String pair : line.trim().split(" ", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return fields;
    }

    Fields with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + this);
        }
        return value;
    }

    double number(String name) {
        return Double.parseDouble(text(name));
    }

    int integer(String name) {
        return (int) number(name);
    }

    @Nullable
    Double numberOrNull(String name) {
        return has(name) ? Double.valueOf(number(name)) : null;
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.toString();
    }
}
