package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Starts everything, measures relay after relay, round after round, and prints the table. */
final class Benchmark implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int WARM_UP_LEAST = 3;
    private static final int WARM_UP_MOST = 10;
    private static final int WARM_UP_MOST_QUICK = 5;
    private static final int WARM_UP_SECONDS = 4;
    private static final double STEADY = 0.05;
    private static final int QUIET_ATTEMPTS = 40;
    private static final int RAN_ON_SECONDS = 4;

    private final Options options;
    private final Table table = new Table();
    private String harness = "";
    private final Helper provider;
    private final Helper load;

    private Benchmark(Options options) throws IOException, InterruptedException {
        this.options = options;
        this.provider = new Helper(ScriptedProvider.class);
        this.load = new Helper(LoadGenerator.class);
    }

    /** Prints the table; progress goes to the standard error. */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        try (Benchmark benchmark = new Benchmark(options)) {
            benchmark.run();
            System.out.println(
                    Machine.describe(args) + "\n" + benchmark.harness + limits(options) + "\n\n" + benchmark.table);
        }
    }

    /** Every stream takes two descriptors of a relay. */
    private static String limits(Options options) {
        int most = Machine.maxStreams();
        return options.stages().stream().allMatch(stage -> stage.streams <= most)
                ? ""
                : "\n- **fewer streams:** the limit of " + Machine.descriptors() + " open files (`ulimit -Hn`) allows "
                        + most + " streams, so the stages with more had only so many";
    }

    private void run() throws IOException, InterruptedException {
        String limits = limits(options);
        if (!limits.isEmpty()) {
            log(limits.strip());
        }
        try (Relay none = Relay.start(Relay.NONE, providerPort(), options.relayOptions())) {
            measure(none, Stage.UNPACED64, WARM_UP_SECONDS);
            Fields alone = measure(none, Stage.UNPACED64, WARM_UP_SECONDS);
            log("the harness alone: " + alone);
            harness = "- the harness alone, 64 streams: " + alone.text("rate") + " tokens/s";
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (String name : options.relays()) {
                try (Relay relay = Relay.start(name, providerPort(), options.relayOptions())) {
                    log("round " + round + ", " + name);
                    warmUp(relay);
                    table.add(name, Stage.CHECK, measure(relay, Stage.CHECK, 0));
                    for (Stage stage : options.stages()) {
                        Fields result = measure(relay, stage, options.seconds());
                        log(stage + ": " + result);
                        table.add(name, stage, result);
                    }
                }
            }
        }
    }

    private int providerPort() {
        return provider.greeting().integer("port");
    }

    /** Until the CPU time per token does not fall any more: the compiler is done. */
    private void warmUp(Relay relay) throws IOException, InterruptedException {
        if (relay.isJava()) {
            log("warm-up: " + measure(relay, Stage.SHORT, 0));
        }
        double last = 0;
        int most = options.seconds() == 0 ? WARM_UP_MOST : WARM_UP_MOST_QUICK;
        for (int i = 1; relay.isJava() && i <= most; i++) {
            Fields result = measure(relay, Stage.UNPACED64, WARM_UP_SECONDS);
            log("warm-up " + i + ": " + result);
            Double cpu = result.numberOrNull("cpu"); // a cold relay may be too slow for a single token
            if (cpu != null && i >= WARM_UP_LEAST && Math.abs(cpu - last) < STEADY * last) {
                return;
            }
            last = cpu == null ? 0 : cpu;
        }
        if (relay.isJava()) {
            log("not steady after " + most + " stretches");
        }
    }

    private Fields measure(Relay relay, Stage stage, int seconds) throws IOException, InterruptedException {
        provider.ask(stage.script());
        Fields command = relay.address(stage.load(seconds));
        command.with("streams", Math.min(stage.streams, Machine.maxStreams()));
        double duration = command.number("ramp") + command.number("settle") + command.number("seconds");
        Fields result = load.ask("run " + command, duration);
        if (stage.measuresMemory()) {
            Double heap = relay.liveHeap();
            if (heap != null) {
                result.with("heap", Math.round(heap));
            }
        }
        if (stage == Stage.LEAVE && result.integer("left") > 0) {
            result.with("ranon", ranOn(stage.streams - result.integer("left")));
        }
        load.ask("stop");
        awaitQuiet();
        return result;
    }

    /** How many calls nobody waits for any more, and yet they go on or have come to their end. */
    private int ranOn(int stillWaiting) throws IOException, InterruptedException {
        Thread.sleep(RAN_ON_SECONDS * 1_000L);
        Fields calls = provider.ask("count");
        return Math.max(0, calls.integer("open") + calls.integer("completed") - stillWaiting);
    }

    /** Calls that a relay does not end are ended by the next script. */
    private void awaitQuiet() throws IOException, InterruptedException {
        for (int i = 0; i < QUIET_ATTEMPTS && provider.ask("count").integer("open") > 0; i++) {
            Thread.sleep(100);
        }
    }

    private static void log(String text) {
        System.err.println(TIME.format(LocalTime.now(ZoneId.systemDefault())) + " " + text);
    }

    @Override
    public void close() {
        load.close();
        provider.close();
    }
}
