package dev.aistreaming.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of models that meters may have. A request can name any model, so only those that have answered get in, and no more
 * than a meter system bears.
 */
final class ModelNames {

    static final int MAX = 50;
    static final String OTHER = "other";

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();

    /** @param configured always among them */
    ModelNames(@Nullable String configured) {
        if (configured != null) {
            admitted.add(configured);
        }
    }

    void admit(@Nullable String model) {
        if (model != null && admitted.size() < MAX) {
            admitted.add(model);
        }
    }

    @Nullable
    String bounded(@Nullable String model) {
        return model == null || admitted.contains(model) ? model : OTHER;
    }
}
