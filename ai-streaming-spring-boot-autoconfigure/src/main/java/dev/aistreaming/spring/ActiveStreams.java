package dev.aistreaming.spring;

import java.util.List;

/** Counts, lists and stops the open streams of this application instance. Inject the bean of this type. */
public interface ActiveStreams {

    /** Returns the number of open streams. Additional readers of a kept stream do not count. */
    int count();

    /** Returns the streams that are open at this moment, oldest first. */
    List<ActiveStream> list();

    /**
     * Stops a stream. Its browser gets an error event with the code {@code cancelled}.
     *
     * @param id the id as {@link #list} returns it, or the full id
     * @return whether there was such a stream
     */
    boolean stop(String id);
}
