package dev.aistreaming.spring;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.chat.EventAdapter;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.format.JsonFormat;
import dev.aistreaming.format.StreamEncoder;
import dev.aistreaming.format.StreamFormat;
import dev.aistreaming.format.StreamInfo;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.sse.SseEncoder;
import dev.aistreaming.store.InMemoryStreamStore;
import dev.aistreaming.store.StoredStream;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamCursor;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamLog;
import dev.aistreaming.store.StreamProducer;
import dev.aistreaming.store.StreamReading;
import dev.aistreaming.store.StreamStore;
import dev.aistreaming.store.StreamStoreLimits;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What an application can bring of its own, all of which throws where and what a test says. */
@Configuration(proxyBeanMethods = false)
class HostileApplication {

    /** Where code of an application is called. */
    enum Place {
        ON_COMPLETE,
        ON_ERROR,
        FORMAT_NEW_ENCODER,
        FORMAT_CONTENT,
        FORMAT_FINISHED,
        FORMAT_COMPLETE,
        FORMAT_ERROR,
        PROVIDER_NEW_CALL,
        PROVIDER_START,
        PROVIDER_PAUSE,
        PROVIDER_RESUME,
        OBSERVER,
        CLIENT_KEY,
        OWNER,
        STORE_CREATE,
        STORE_READ,
        STORE_APPEND,
        STORE_END,
        CURSOR_NEXT,
        CURSOR_CLOSE
    }

    /** Throws in one place. */
    static final class Trap {
        private volatile @Nullable Place place;
        private volatile @Nullable Throwable thrown;

        void set(Place place, Throwable thrown) {
            this.thrown = thrown;
            this.place = place;
        }

        void clear() {
            place = null;
        }

        void at(Place here) {
            Throwable fault = thrown;
            if (here == place && fault != null) {
                throwPastTheCompiler(fault);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void throwPastTheCompiler(Throwable thrown) throws E {
            throw (E) thrown;
        }
    }

    @Bean
    Trap trap() {
        return new Trap();
    }

    @Bean
    StreamFormat format(Trap trap) {
        return new Format(trap);
    }

    @Bean
    ChatProvider own(Trap trap) {
        return new OwnProvider(ScriptedProvider.named("own").answer("one ", "two"), trap);
    }

    @Bean
    StreamObserver observer(Trap trap) {
        return new StreamObserver() {
            @Override
            public void ended(String provider, StreamOutcome outcome) {
                trap.at(Place.OBSERVER);
            }

            @Override
            public void cancelled(String provider, Duration latency) {
                trap.at(Place.OBSERVER);
            }
        };
    }

    @Bean
    ClientKeyResolver clients(Trap trap) {
        return () -> {
            trap.at(Place.CLIENT_KEY);
            return "somebody";
        };
    }

    @Bean
    StreamOwnerResolver owners(Trap trap) {
        return () -> {
            trap.at(Place.OWNER);
            return "somebody";
        };
    }

    @Bean
    StreamStore store(Trap trap, Threads threads) {
        return new Store(new InMemoryStreamStore(StreamStoreLimits.DEFAULTS, threads), trap);
    }

    @RestController
    static final class Questions {
        private final AiService ai;
        private final Trap trap;

        Questions(AiService ai, Trap trap) {
            this.ai = ai;
            this.trap = trap;
        }

        @GetMapping("/hostile")
        SseEmitter ask(@RequestParam String provider, @RequestParam boolean kept) {
            return ai
                    .provider(provider)
                    .task()
                    .prompt("hi")
                    .resumable(kept)
                    .onComplete(answer -> trap.at(Place.ON_COMPLETE))
                    .onError(error -> trap.at(Place.ON_ERROR))
                    .stream();
        }
    }

    private record Format(Trap trap) implements StreamFormat {
        @Override
        public String name() {
            return "own";
        }

        @Override
        public StreamEncoder newEncoder(SseEncoder out, StreamInfo stream) {
            trap.at(Place.FORMAT_NEW_ENCODER);
            return new Encoder(JsonFormat.CONTENT_ONLY.newEncoder(out, stream), out, trap);
        }
    }

    /** Throws in the middle of what it writes. */
    private record Encoder(StreamEncoder json, SseEncoder out, Trap trap) implements StreamEncoder, EventAdapter {

        private void write(Place place) {
            out.begin().literal("{\"half\":");
            trap.at(place);
            out.literal("1}").end();
        }

        @Override
        public void content(StreamEvent.Content event) {
            json.content(event);
            write(Place.FORMAT_CONTENT);
        }

        @Override
        public void finished(StreamEvent.Finished event) {
            write(Place.FORMAT_FINISHED);
        }

        @Override
        public void complete(ChatResponse response) {
            json.complete(response);
            trap.at(Place.FORMAT_COMPLETE);
        }

        @Override
        public void error(AiException error) {
            write(Place.FORMAT_ERROR);
            json.error(error);
        }
    }

    private record OwnProvider(ChatProvider scripted, Trap trap) implements ChatProvider {
        @Override
        public String name() {
            return scripted.name();
        }

        @Override
        public ChatCall newCall(ChatRequest request) {
            trap.at(Place.PROVIDER_NEW_CALL);
            return new Stage(scripted.newCall(request)) {
                @Override
                protected void begin() {
                    trap.at(Place.PROVIDER_START);
                    super.begin();
                }

                @Override
                public void pause() {
                    trap.at(Place.PROVIDER_PAUSE);
                    super.pause();
                }

                @Override
                public void resume() {
                    trap.at(Place.PROVIDER_RESUME);
                    super.resume();
                }
            };
        }
    }

    private record Store(StreamStore memory, Trap trap) implements StreamStore {
        @Override
        public StreamLog create(StreamHead head, StreamProducer producer) {
            trap.at(Place.STORE_CREATE);
            return new Log(memory.create(head, producer), trap);
        }

        @Override
        public Optional<StoredStream> find(String streamId) {
            return memory.find(streamId);
        }

        @Override
        public Optional<StreamReading> read(String streamId, long afterEvent) {
            return memory.read(streamId, afterEvent);
        }

        @Override
        public boolean stop(String streamId) {
            return memory.stop(streamId);
        }

        @Override
        public void close() {
            memory.close();
        }
    }

    private record Log(StreamLog memory, Trap trap) implements StreamLog {
        @Override
        public StreamCursor read(Runnable onAvailable) {
            trap.at(Place.STORE_READ);
            StreamCursor cursor = memory.read(onAvailable);
            return new StreamCursor() {
                @Override
                public @Nullable StreamChunk next() {
                    trap.at(Place.CURSOR_NEXT);
                    return cursor.next();
                }

                @Override
                public boolean ended() {
                    return cursor.ended();
                }

                @Override
                public void close() {
                    trap.at(Place.CURSOR_CLOSE);
                    cursor.close();
                }
            };
        }

        @Override
        public void append(byte[] events, int count) {
            trap.at(Place.STORE_APPEND);
            memory.append(events, count);
        }

        @Override
        public void end(byte[] events, int count) {
            trap.at(Place.STORE_END);
            memory.end(events, count);
        }
    }
}
