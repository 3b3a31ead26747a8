package dev.aistreaming.output;

import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows as much of an object as has arrived. */
final class PartialObject {

    private final ExpectedType<?> type;
    private final Consumer<JsonNode> onPartial;
    private final Threads threads;
    private PartialJson json = new PartialJson();
    private Executor context = Runnable::run;
    private boolean changed;

    PartialObject(ExpectedType<?> type, Consumer<JsonNode> onPartial, Threads threads) {
        this.type = type;
        this.onPartial = onPartial;
        this.threads = threads;
    }

    /** The application's code runs in the context of the caller. */
    void begin() {
        context = threads.captureContext();
    }

    void onEvent(StreamEvent event) {
        if (event instanceof StreamEvent.Content content) {
            json.append(content.text());
            changed = true;
        } else if (event instanceof StreamEvent.StepFinished || event instanceof StreamEvent.Reset) {
            json = new PartialJson();
            changed = false;
        }
    }

    void show() {
        if (!changed) {
            return;
        }
        changed = false;
        JsonNode tree = json.tree();
        @Nullable JsonNode value = tree == null ? null : type.inside(tree);
        if (value != null) {
            context.execute(() -> onPartial.accept(value));
        }
    }
}
