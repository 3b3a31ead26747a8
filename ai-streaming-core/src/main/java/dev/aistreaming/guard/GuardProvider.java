package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.pipeline.StagedProvider;
import org.jspecify.annotations.Nullable;

/** Guards the answers and the reasoning of a model. */
final class GuardProvider extends StagedProvider {

    private final Guards guards;

    GuardProvider(ChatProvider delegate, Guards guards) {
        super(delegate);
        this.guards = guards;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return guards.call(name(), call, stream(Guard.Place.OUTPUT, request), stream(Guard.Place.REASONING, request));
    }

    private @Nullable GuardedStream stream(Guard.Place place, ChatRequest request) {
        return guards.has(place) ? guards.stream(place, request) : null;
    }
}
