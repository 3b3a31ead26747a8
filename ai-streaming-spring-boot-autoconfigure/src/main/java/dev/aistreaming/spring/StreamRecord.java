package dev.aistreaming.spring;

import dev.aistreaming.chat.StreamEvent;
import org.jspecify.annotations.Nullable;

/** What a log line says of one stream. Written by one callback at a time, read by those that log. */
final class StreamRecord {

    private final String id;
    private final String provider;
    private final long startedAt = System.nanoTime();
    private @Nullable String model;
    private int characters;

    /**
     * @param id tells streams apart
     * @param provider who is asked
     * @param model the model the request names, if it names one
     */
    StreamRecord(String id, String provider, @Nullable String model) {
        this.id = id;
        this.provider = provider;
        this.model = model;
    }

    String id() {
        return id;
    }

    void note(StreamEvent event) {
        if (event instanceof StreamEvent.Content content) {
            characters += content.text().length();
        } else if (event instanceof StreamEvent.Started started && started.model() != null) {
            model = started.model();
        }
    }

    @Override
    public String toString() {
        long millis = (System.nanoTime() - startedAt) / 1_000_000;
        return "AI stream " + id + " of '" + provider + "' (" + (model == null ? "" : "model " + model + ", ") + millis
                + " ms, " + characters + " characters)";
    }
}
