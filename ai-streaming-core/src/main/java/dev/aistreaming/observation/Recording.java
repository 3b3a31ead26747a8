package dev.aistreaming.observation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs exceptions thrown by code that records metrics and spans, so that the stream continues. */
final class Recording {

    private static final Logger log = LoggerFactory.getLogger(Recording.class);

    private Recording() {}

    static void record(Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            log.error("The metrics or spans of a call could not be recorded", e);
        }
    }
}
