package dev.aistreaming.spring.provider;

import java.util.Map;
import java.util.function.Supplier;

/** Provides additional headers for each call. Called on the thread that starts the call. */
public interface CallHeaders extends Supplier<Map<String, String>> {

    /** No additional headers. */
    CallHeaders NONE = Map::of;
}
