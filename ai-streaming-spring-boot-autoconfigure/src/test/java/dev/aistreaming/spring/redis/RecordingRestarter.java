package dev.aistreaming.spring.redis;

import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamRestarter;
import dev.aistreaming.testing.RecordingProducer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Goes on with streams as a test says, and asks nobody. */
final class RecordingRestarter implements StreamRestarter {

    /** The end of a stream that was gone on with. */
    record Rest(String request, long lastEvent, StreamLog log, RecordingProducer producer) {

        void append(String text) {
            log.append(event(text), 1);
        }

        void end(String text) {
            log.end(event(text), 1);
        }
    }

    final List<Rest> begun = new CopyOnWriteArrayList<>();
    volatile boolean ready = true;
    volatile boolean fails;
    volatile Runnable onPrepare = () -> {};
    volatile Runnable onBegin = () -> {};

    static byte[] event(String text) {
        return ("data: " + text + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public @Nullable Restart prepare(String streamId, byte[] request) {
        onPrepare.run();
        String asked = new String(request, StandardCharsets.UTF_8);
        return asked.equals("nothing that is known here")
                ? null
                : new Restart() {
                    @Override
                    public StreamHead head() {
                        return new StreamHead(streamId, "owner", "json");
                    }

                    @Override
                    public void begin(List<StreamChunk> written, Store store) {
                        if (fails) {
                            throw new IllegalStateException("no thread, no memory");
                        }
                        onBegin.run();
                        RecordingProducer producer = new RecordingProducer();
                        long lastEvent = written.isEmpty()
                                ? 0
                                : written.get(written.size() - 1).lastEvent();
                        begun.add(new Rest(asked, lastEvent, store.create(producer), producer));
                    }
                };
    }
}
