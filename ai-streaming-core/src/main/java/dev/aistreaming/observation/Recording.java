package dev.aistreaming.observation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fault of what records is logged, and the stream goes on. */
final class Recording {

    private static final Logger log = LoggerFactory.getLogger(Recording.class);

    private Recording() {}

    static void record(Runnable recording) {
        try {
            recording.run();
        } catch (Throwable e) {
            log.error("What happened to a call could not be recorded", e);
        }
    }
}
