package dev.aistreaming.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header fields of an answer, by names whose case does not matter. Of a name that comes twice the first value counts. */
public final class Headers {

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Headers() {}

    /** These fields; of names that differ in case only, any one counts. */
    public static Headers of(Map<String, String> fields) {
        Headers headers = new Headers();
        fields.forEach(headers::add);
        return headers;
    }

    static Headers of(Iterable<org.apache.hc.core5.http.Header> fields) {
        Headers headers = new Headers();
        fields.forEach(field -> headers.add(field.getName(), field.getValue()));
        return headers;
    }

    private void add(String name, String value) {
        values.putIfAbsent(name, value == null ? "" : value);
    }

    /** The first value of this field. */
    public Optional<String> firstValue(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
