package dev.aistreaming.benchmarks.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a relay has to go through. */
enum Stage {
    /** Short answers as fast as can be: has what happens once per answer compiled, which takes long at a pace. */
    SHORT(64, 0, 10, 0, 0, 10),
    /** A few answers that every relay can serve on every machine, for the text alone. */
    CHECK(8, 5_000, 250, 0, 0, 4),
    /** 200 answers of 50 tokens per second each. */
    PACED200(200, 20_000, 250, 1, 14, 10),
    /** 1,000 answers of 50 tokens per second each. */
    PACED1000(1_000, 20_000, 250, 2, 10, 10),
    /** 200 answers of 50 tokens per second each, beside 50 browsers that take nothing of answers as fast as can be. */
    STALLED200(200, 20_000, 250, 1, 14, 10),
    /** As fast as it can. */
    UNPACED64(64, 0, 500, 0, 1, 10),
    /** 1,000 slow answers: what an open stream costs. */
    OPEN1000(1_000, 500_000, 400, 2, 3, 10),
    /** 10,000 slow answers. */
    OPEN10000(10_000, 500_000, 400, 12, 8, 60),
    /** 100 browsers that leave after 20 of 400 tokens. */
    LEAVE(100, 20_000, 400, 1, 0, 10);

    private static final int LEAVE_AFTER_TOKENS = 20;
    private static final int STALLED_BROWSERS = 50;

    final int streams;
    final int paceMicros;
    final int tokens;
    private final int rampSeconds;
    private final int settleSeconds;
    private final int seconds;

    Stage(int streams, int paceMicros, int tokens, int rampSeconds, int settleSeconds, int seconds) {
        this.streams = streams;
        this.paceMicros = paceMicros;
        this.tokens = tokens;
        this.rampSeconds = rampSeconds;
        this.settleSeconds = settleSeconds;
        this.seconds = seconds;
    }

    static Stage of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** All that is measured. */
    static List<Stage> all() {
        return Arrays.stream(values())
                .filter(stage -> stage != CHECK && stage != SHORT)
                .toList();
    }

    /** Whether streams stand open long enough for their memory to be looked at. */
    boolean measuresMemory() {
        return this == OPEN1000 || this == OPEN10000;
    }

    /** What the provider sends. */
    String script() {
        return "script tokens=" + tokens + " pace=" + paceMicros + " floods=" + stalled();
    }

    /**
     * What the load generator does.
     *
     * @param wantedSeconds how long to measure; 0: as long as this stage should be
     */
    Fields load(int wantedSeconds) {
        return new Fields()
                .with("streams", streams)
                .with("tokens", tokens)
                .with("stalled", stalled())
                .with("leave", this == LEAVE ? LEAVE_AFTER_TOKENS : 0)
                .with("ramp", rampSeconds)
                .with("settle", settleSeconds)
                .with("seconds", wantedSeconds == 0 ? seconds : wantedSeconds);
    }

    private int stalled() {
        return this == STALLED200 ? STALLED_BROWSERS : 0;
    }
}
