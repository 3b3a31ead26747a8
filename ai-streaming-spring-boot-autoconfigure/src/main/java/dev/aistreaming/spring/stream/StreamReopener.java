package dev.aistreaming.spring.stream;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.store.StreamChunk;
import dev.aistreaming.store.StreamHead;
import dev.aistreaming.store.StreamIds;
import dev.aistreaming.store.StreamRestarter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts the streams of an instance that has died, by asking the providers of this application again. */
public final class StreamReopener implements StreamRestarter {

    private static final Logger log = LoggerFactory.getLogger(StreamReopener.class);

    private final ProviderDirectory directory;
    private final StreamOpener streams;
    private final KeptRequests requests = new KeptRequests();

    /**
     * Creates a reopener. Nothing happens yet.
     *
     * @param directory the providers of this application
     * @param streams opens streams
     */
    public StreamReopener(ProviderDirectory directory, StreamOpener streams) {
        this.directory = directory;
        this.streams = streams;
    }

    @Override
    public boolean isReady() {
        return streams.isOpen();
    }

    @Override
    public @Nullable Restart prepare(String streamId, byte[] request) {
        try {
            KeptRequest kept = requests.decode(streamId, request);
            return streams.formats().of(kept.head().format()).canReset()
                    ? new Again(kept, directory.get(kept.provider()))
                    : null;
        } catch (IllegalArgumentException | AiException e) {
            log.warn("AI stream {} cannot be asked again: {}", StreamIds.shorten(streamId), e.getMessage());
            return null;
        }
    }

    private final class Again implements Restart {
        private final KeptRequest kept;
        private final ChatProvider provider;

        private Again(KeptRequest kept, ChatProvider provider) {
            this.kept = kept;
            this.provider = provider;
        }

        @Override
        public StreamHead head() {
            return kept.head();
        }

        @Override
        public void begin(List<StreamChunk> written, Store store) {
            streams.goOn(provider, kept, written, store);
        }
    }
}
