package dev.aistreaming.provider;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one event costs on its way through the core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Wire.TOKENS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class CoreBenchmark {

    /** Whose events. */
    @Param
    public Wire wire = Wire.OPENAI;

    private CorePath path = new CorePath(wire);

    /** Prepares the events. */
    @Setup
    public void prepare() {
        path = new CorePath(wire);
    }

    /** Bytes to events of SSE. */
    @Benchmark
    public long decode() {
        return path.decode();
    }

    /** JSON to events of the answer. */
    @Benchmark
    public long map() {
        return path.map();
    }

    /** Events of the answer to bytes for the browser. */
    @Benchmark
    public long encode() {
        return path.encode();
    }

    /** All of it. */
    @Benchmark
    public long whole() {
        return path.whole();
    }
}
