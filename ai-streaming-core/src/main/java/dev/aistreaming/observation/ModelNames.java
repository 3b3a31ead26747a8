package dev.aistreaming.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The model names that may be used as metric tags. A request can name any model, so only names of models that have answered are
 * admitted, and no more than a metrics system can handle.
 */
final class ModelNames {

    static final int MAX = 50;
    static final String OTHER = "other";

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();

    /** @param configured always admitted */
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
