package dev.aistreaming.spring.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Callbacks that are all called, in order, even if one of them throws.
 *
 * @param consumers the callbacks; {@link #accept} throws the first exception, whatever its type, with the others suppressed in it
 */
record Callbacks<T>(List<Consumer<T>> consumers) implements Consumer<T> {

    Callbacks {
        consumers = List.copyOf(consumers);
    }

    static <T> Callbacks<T> none() {
        return new Callbacks<>(List.of());
    }

    /** Returns the same callbacks and one more, which is called last. */
    Callbacks<T> and(Consumer<? super T> last) {
        List<Consumer<T>> all = new ArrayList<>(consumers);
        all.add(last::accept);
        return new Callbacks<>(all);
    }

    @Override
    public void accept(T value) {
        Throwable first = null;
        for (Consumer<T> consumer : consumers) {
            try {
                consumer.accept(value);
            } catch (Throwable e) {
                if (first == null) {
                    first = e;
                } else if (!first.equals(e)) {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            Callbacks.<RuntimeException>throwAsItIs(first);
        }
    }

    /** Rethrows an exception as it is, even a checked exception that the compiler has not seen. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwAsItIs(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
