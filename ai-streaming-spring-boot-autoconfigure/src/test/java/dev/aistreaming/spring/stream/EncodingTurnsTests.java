package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EncodingTurnsTests {

    private static final int EMITTERS = 8;
    private static final int EACH = 5_000;

    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final EncodingTurns turns = new EncodingTurns(() -> !waiting.isEmpty(), this::writeOwn);

    /** Only whoever has the turn adds to it: two at a time would lose some. */
    private final List<String> written = new ArrayList<>();

    @AutoClose("shutdownNow")
    private final ExecutorService emitters = Executors.newFixedThreadPool(EMITTERS);

    private void writeOwn() {
        for (String event = waiting.poll(); event != null; event = waiting.poll()) {
            written.add(event);
        }
    }

    private void emit(String event) {
        waiting.add(event);
        turns.settle();
    }

    private void read(String... events) {
        for (String event : events) {
            if (turns.begin()) {
                written.add(event);
            }
        }
        turns.leave();
    }

    private static List<String> numbered(String prefix) {
        return IntStream.range(0, EACH).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void anEventIsWrittenAtOnceWhereNobodyHasTheTurn() {
        emit("own");

        assertThat(written).containsExactly("own");
    }

    @Test
    void anEventThatComesInTheMiddleOfANetworkReadIsWrittenBehindIt() {
        turns.begin();
        emit("own");
        turns.begin();
        written.add("read");
        turns.leave();

        assertThat(written).containsExactly("read", "own");
    }

    @Test
    void anEventThatIsBroughtWhileOthersAreWrittenIsNotOverlooked() {
        List<String> seen = new ArrayList<>();
        EncodingTurns[] itself = new EncodingTurns[1];
        itself[0] = new EncodingTurns(() -> !waiting.isEmpty(), () -> {
            seen.add(waiting.remove());
            if (seen.size() == 1) {
                waiting.add("second");
                itself[0].settle();
            }
        });
        waiting.add("first");
        itself[0].settle();

        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void eightThreadsAndANetworkLoseNothingAndKeepTheirOrder() throws Exception {
        CyclicBarrier start = new CyclicBarrier(EMITTERS + 1);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < EMITTERS; thread++) {
            List<String> events = numbered(thread + "-");
            done.add(emitters.submit(() -> {
                start.await();
                events.forEach(this::emit);
                return null;
            }));
        }
        start.await();
        List<String> tokens = numbered("token-");
        for (int i = 0; i < EACH; i += 2) {
            read(tokens.get(i), tokens.get(i + 1));
        }
        for (Future<?> emitter : done) {
            emitter.get();
        }
        assertThat(waiting).isEmpty();

        turns.end(() -> written.add("end"));
        assertThat(written).hasSize((EMITTERS + 1) * EACH + 1).endsWith("end");
        assertThat(written.stream().filter(event -> event.startsWith("token-"))).containsExactlyElementsOf(tokens);
        for (int thread = 0; thread < EMITTERS; thread++) {
            String prefix = thread + "-";
            assertThat(written.stream().filter(event -> event.startsWith(prefix)))
                    .containsExactlyElementsOf(numbered(prefix));
        }
    }

    @Test
    void nothingIsWrittenAfterTheEnd() {
        assertThat(turns.end(() -> written.add("end"))).isTrue();
        emit("own");
        read("token");

        assertThat(written).containsExactly("end");
    }

    @Test
    void theEndComesOnce() {
        turns.end(() -> written.add("end"));

        assertThat(turns.end(() -> written.add("another end"))).isFalse();
        assertThat(written).containsExactly("end");
    }

    @Test
    void anEndThatComesWhileSomebodyWritesWaitsUntilThatIsDone() {
        EncodingTurns[] itself = new EncodingTurns[1];
        itself[0] = new EncodingTurns(() -> !waiting.isEmpty(), () -> {
            waiting.remove();
            itself[0].end(() -> written.add("end"));
            written.add("own");
        });
        waiting.add("own");
        itself[0].settle();

        assertThat(written).containsExactly("own", "end");
    }
}
