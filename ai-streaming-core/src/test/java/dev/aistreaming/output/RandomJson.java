package dev.aistreaming.output;

import java.util.Random;

/** Documents with all that JSON has, written in all the ways it may be. */
final class RandomJson {

    private static final String[] TEXTS = {
        "",
        "soup",
        "\\\"\\\\\\/\\b\\f\\n\\r\\t",
        "\\u00e9\\ud83c\\udf72",
        "\u00e9\u6c64\ud83c\udf72",
        "{\\\"a\\\":[1]}",
        "\\ud800"
    };
    private static final String[] SCALARS = {
        "0",
        "-0",
        "12",
        "123456789012",
        "123456789012345678901234567890",
        "-1.50",
        "2E3",
        "1e-7",
        "true",
        "false",
        "null",
        "2147483648"
    };

    private RandomJson() {}

    static String document(Random random) {
        StringBuilder out = new StringBuilder();
        object(random, 0, out);
        return out.toString();
    }

    private static void value(Random random, int depth, StringBuilder out) {
        switch (random.nextInt(depth > 3 ? 2 : 4)) {
            case 0 -> string(random, out);
            case 1 -> out.append(SCALARS[random.nextInt(SCALARS.length)]);
            case 2 -> object(random, depth + 1, out);
            default -> array(random, depth + 1, out);
        }
    }

    private static void object(Random random, int depth, StringBuilder out) {
        out.append('{').append(space(random));
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            out.append(i == 0 ? "" : ",")
                    .append(space(random))
                    .append("\"m")
                    .append(i)
                    .append("\\u00e9\"");
            out.append(space(random)).append(':').append(space(random));
            value(random, depth, out);
        }
        out.append(space(random)).append('}');
    }

    private static void array(Random random, int depth, StringBuilder out) {
        out.append('[').append(space(random));
        int elements = random.nextInt(5);
        for (int i = 0; i < elements; i++) {
            out.append(i == 0 ? "" : ",").append(space(random));
            value(random, depth, out);
            out.append(space(random));
        }
        out.append(']');
    }

    private static void string(Random random, StringBuilder out) {
        out.append('"');
        for (int i = random.nextInt(4); i > 0; i--) {
            out.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        out.append('"');
    }

    private static String space(Random random) {
        return new String[] {"", "", " ", "\n\t", "\r\n"}[random.nextInt(5)];
    }
}
