package dev.aistreaming.spring.autoconfigure;

import java.util.Map;
import java.util.function.Supplier;

/** Further headers of each call, asked for on the thread that starts it. */
interface CallHeaders extends Supplier<Map<String, String>> {

    /** None. */
    CallHeaders NONE = Map::of;
}
