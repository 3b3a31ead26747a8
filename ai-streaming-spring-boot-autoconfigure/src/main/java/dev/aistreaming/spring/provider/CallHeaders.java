package dev.aistreaming.spring.provider;

import java.util.Map;
import java.util.function.Supplier;

/** Further headers of each call, asked for on the thread that starts it. */
public interface CallHeaders extends Supplier<Map<String, String>> {

    /** None. */
    CallHeaders NONE = Map::of;
}
