package dev.aistreaming.guide;

import java.util.function.Consumer;

/** What a company has for its own model: callbacks, and a way to stop. Part of docs/providers.md. */
interface InHouseClient {

    interface Subscription {
        void close();
    }

    Subscription ask(String question, Consumer<String> onText, Runnable onEnd, Consumer<Throwable> onError);
}
