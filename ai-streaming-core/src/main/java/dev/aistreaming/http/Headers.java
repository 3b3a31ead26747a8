package dev.aistreaming.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The header fields of a response. Names are case-insensitive. If a field occurs twice, its first value counts. */
public final class Headers {

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Headers() {}

    /** Creates headers from these fields. If names differ only in case, it is unspecified which of them counts. */
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
