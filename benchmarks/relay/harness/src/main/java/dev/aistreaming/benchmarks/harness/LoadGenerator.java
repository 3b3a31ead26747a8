package dev.aistreaming.benchmarks.harness;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Plays browsers, on one thread. Lives as long as the whole run, so that its code is compiled when it matters.
 *
 * <p>Commands: {@code run port= method= path= streams= tokens= stalled= leave= ramp= settle= seconds= pids=} answers when the time is
 * over and lets the streams go on; {@code stop} ends them.
 */
final class LoadGenerator {

    private static final long TICK_MILLIS = 5;

    private final Selector selector = Selector.open();
    private final Console console = new Console(selector::wakeup);
    private @Nullable Load load;
    private boolean answered;

    private LoadGenerator() throws IOException {
        console.answer(new Fields().with("ready", true));
    }

    /** Runs until standard input ends. */
    public static void main(String[] args) throws IOException {
        new LoadGenerator().run();
    }

    private void run() throws IOException {
        while (true) {
            selector.select(LoadGenerator::ready, load == null ? 0 : TICK_MILLIS);
            String line = console.poll();
            if (line != null) {
                command(line);
            }
            if (load != null && load.proceed() && !answered) {
                answered = true;
                console.answer(load.result());
            }
        }
    }

    private static void ready(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof Browser browser) {
            browser.ready();
        }
    }

    private void command(String line) {
        if (load != null) {
            load.close();
            load = null;
        }
        if (line.startsWith("run")) {
            load = new Load(Fields.parse(line), selector);
            answered = false;
        } else {
            console.answer(new Fields().with("stopped", true));
        }
    }
}
