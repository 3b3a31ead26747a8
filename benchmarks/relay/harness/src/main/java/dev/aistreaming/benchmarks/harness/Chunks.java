package dev.aistreaming.benchmarks.harness;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the provider sends, in HTTP chunks made beforehand; only send times are filled in. */
final class Chunks {

    private static final int STAMP_EVERY = 10;
    private static final int STAMP_DIGITS = 16;
    private static final String STAMP = Corpus.STAMP + "0".repeat(STAMP_DIGITS) + Corpus.STAMP;

    private static final String HEAD = String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Content-Type: text/event-stream; charset=utf-8",
            "Cache-Control: no-cache",
            "x-request-id: req_5f1c2b7d9e",
            "Transfer-Encoding: chunked",
            "",
            "");

    private final byte[] opening = ascii(HEAD + chunk(delta("\"role\":\"assistant\",\"content\":\"\"", "null")));
    private final byte[] closing = ascii(chunk(delta("", "\"stop\"")) + chunk("data: [DONE]\n\n") + "0\r\n\r\n");
    private final List<byte[]> tokens = new ArrayList<>();
    private final List<byte[]> stamped = new ArrayList<>();
    private final List<Integer> stampOffsets = new ArrayList<>();

    Chunks() {
        for (int i = 0; i < Corpus.TOKENS.size(); i++) {
            String json = json(Corpus.TOKENS.get(i), i % 3 == 0);
            tokens.add(utf8(content(json)));
            byte[] withStamp = utf8(content(json + STAMP));
            stamped.add(withStamp);
            stampOffsets.add(indexOfStamp(withStamp) + 1);
        }
    }

    void opening(ByteBuffer out) {
        out.put(opening);
    }

    void closing(ByteBuffer out) {
        out.put(closing);
    }

    /** The token of this index in the answer. */
    void token(int index, ByteBuffer out) {
        int kind = index % tokens.size();
        if (index % STAMP_EVERY != 0) {
            out.put(tokens.get(kind));
            return;
        }
        int digits = out.position() + stampOffsets.get(kind);
        out.put(stamped.get(kind));
        long micros = Corpus.nowMicros();
        for (int at = digits + STAMP_DIGITS - 1; at >= digits; at--) {
            out.put(at, (byte) ('0' + micros % 10));
            micros /= 10;
        }
    }

    private static String content(String json) {
        return chunk(delta("\"content\":\"" + json + "\"", "null"));
    }

    private static String delta(String members, String finishReason) {
        return "data: {\"id\":\"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1741569952,\"model\":\"gpt-5-mini\",\"system_fingerprint\":null,"
                + "\"choices\":[{\"index\":0,\"delta\":{" + members + "},\"logprobs\":null,\"finish_reason\":"
                + finishReason + "}]}\n\n";
    }

    private static String chunk(String data) {
        return Integer.toHexString(utf8(data).length) + "\r\n" + data + "\r\n";
    }

    /** Some vendors escape what is not ASCII, some do not. */
    private static String json(String text, boolean asciiOnly) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> json.append(c >= 0x80 && asciiOnly ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return json.toString();
    }

    private static int indexOfStamp(byte[] chunk) {
        int at = 0;
        while (chunk[at] != Corpus.STAMP) {
            at++;
        }
        return at;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
