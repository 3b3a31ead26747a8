package dev.aistreaming.spring;

import java.util.List;

/** The streams of this application instance that are open: a bean of this type counts, lists and stops them. */
public interface ActiveStreams {

    /** How many are open. Who reads one that is kept is not a stream. */
    int count();

    /** Those that are open at this moment, oldest first. */
    List<ActiveStream> list();

    /**
     * Ends a stream: its browser gets an error event with the code {@code cancelled}.
     *
     * @param id as {@link #list} has it, or the whole
     * @return whether there was one
     */
    boolean stop(String id);
}
