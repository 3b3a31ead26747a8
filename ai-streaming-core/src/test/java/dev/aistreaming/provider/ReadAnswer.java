package dev.aistreaming.provider;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody has read of an answer. */
final class ReadAnswer {

    static final ReadAnswer FAILED = new ReadAnswer();

    static {
        FAILED.failed = true;
    }

    /** A call of a tool; the arguments in pieces. */
    static final class Call {
        final String id;
        final String name;
        final StringBuilder arguments = new StringBuilder();

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }

        /** The arguments, which are none where they were cut. */
        @Nullable
        Map<String, Object> input() {
            return JsonTree.objectOrNull(arguments.isEmpty() ? "{}" : arguments.toString());
        }
    }

    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final Map<Object, Call> calls = new LinkedHashMap<>();
    boolean failed;

    Call add(String id, String name, String arguments) {
        Call call = new Call(id, name);
        call.arguments.append(arguments);
        calls.put(calls.size(), call);
        return call;
    }

    /** Those of which nothing is missing. */
    List<Call> whole() {
        return calls.values().stream().filter(call -> call.input() != null).toList();
    }

    /** Where the model's thoughts come in parts, what stands between them is nobody's business. */
    String thoughts() {
        return reasoning.toString().replace("\n", "").strip();
    }
}
