package dev.aistreaming.output;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/** What it costs to read JSON while it arrives, looked at after each piece. Twice the size must take twice the time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartialJsonBenchmark {

    private static final int PIECE = 5;

    /** Of the whole text, in characters. */
    @Param({"250000", "500000", "1000000"})
    public int size = 1_000_000;

    private String[] pieces = {};

    /** Cuts the text. */
    @Setup
    public void prepare() {
        StringBuilder text = new StringBuilder("{\"text\":\"");
        text.append("word ".repeat(size / 10)).append("\",\"list\":[");
        while (text.length() < size - 40) {
            text.append("{\"id\":12,\"name\":\"soup\"},");
        }
        text.append("0]}");
        pieces = new String[(text.length() + PIECE - 1) / PIECE];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = text.substring(i * PIECE, Math.min(text.length(), (i + 1) * PIECE));
        }
    }

    /** Piece by piece. */
    @Benchmark
    public @Nullable JsonNode grow() {
        PartialJson json = new PartialJson();
        JsonNode tree = null;
        for (String piece : pieces) {
            json.append(piece);
            tree = json.tree();
        }
        return tree;
    }
}
