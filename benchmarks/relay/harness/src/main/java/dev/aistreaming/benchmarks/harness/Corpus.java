package dev.aistreaming.benchmarks.harness;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The text of every answer: its tokens over and over. What relays lose or garble is in it. */
final class Corpus {

    /** Stands around the send time inside a token, and nowhere else. */
    static final char STAMP = '@';

    static final List<String> TOKENS = List.of(
            " the",
            " answer",
            " is",
            " 42",
            ",",
            " which",
            " nobody",
            "  ever",
            " asked",
            " for",
            ".",
            "\n\n",
            "-",
            " caf\u00e9",
            " \"so\"",
            " C:\\",
            " to",
            " speak",
            " \uD83D\uDE80",
            "\t",
            " \u4f60\u597d",
            " \u00fcber",
            " internationalization");

    private static final long FNV_PRIME = 0x100000001b3L;
    static final long EMPTY_HASH = 0xcbf29ce484222325L;

    private Corpus() {}

    /** FNV-1a, one byte further. */
    static long hash(long hash, int utf8) {
        return (hash ^ (utf8 & 0xFF)) * FNV_PRIME;
    }

    /** The hash of an answer of so many tokens. */
    static long hash(int tokens) {
        long hash = EMPTY_HASH;
        for (int i = 0; i < tokens; i++) {
            for (byte b : TOKENS.get(i % TOKENS.size()).getBytes(StandardCharsets.UTF_8)) {
                hash = hash(hash, b);
            }
        }
        return hash;
    }

    /** On one machine the same clock in all processes: HotSpot takes it from the kernel's monotonic one. */
    static long nowMicros() {
        return System.nanoTime() / 1_000;
    }
}
