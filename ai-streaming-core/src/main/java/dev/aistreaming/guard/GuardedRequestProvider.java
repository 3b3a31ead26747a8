package dev.aistreaming.guard;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Guards the input of users and the results of tools before anything is sent to the model: results that the front end sends, and
 * those of tools attached to the request. Place it outside of the tool loop.
 */
final class GuardedRequestProvider extends StagedProvider {

    private static final String WITHHELD = "The result was withheld.";

    private final Guards guards;

    GuardedRequestProvider(ChatProvider delegate, Guards guards) {
        super(delegate);
        this.guards = guards;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return super.newCall(guarded(request));
    }

    private ChatRequest guarded(ChatRequest request) {
        try {
            return withGuardedTools(withGuardedMessages(request), request);
        } catch (AiException e) {
            throw e;
        } catch (RuntimeException e) { // the guard has failed: text that it has not examined is not sent
            throw AiException.of(ErrorCode.INTERNAL).cause(e).build();
        }
    }

    private ChatRequest withGuardedMessages(ChatRequest request) {
        TextsOfParts said = new TextsOfParts(text -> guardedInput(text, request));
        TextsOfParts results = new TextsOfParts(text -> guardedResult(text, request));
        List<Message> messages = new ArrayList<>();
        boolean changed = false;
        for (Message message : request.messages()) {
            Message guarded = message;
            if (message.role() == Role.USER && guards.has(Guard.Place.INPUT)) {
                guarded = new Message(message.role(), said.of(message.parts()));
            } else if (message.role() == Role.TOOL && guards.has(Guard.Place.TOOL_RESULTS)) {
                guarded = new Message(message.role(), results.of(message.parts()));
            }
            changed |= !guarded.equals(message);
            messages.add(guarded);
        }
        return changed ? request.toBuilder().withMessages(messages).build() : request;
    }

    private ChatRequest withGuardedTools(ChatRequest guarded, ChatRequest asked) {
        return guards.has(Guard.Place.TOOL_RESULTS)
                ? Toolbox.withResultTexts(guarded, text -> guardedResult(text, asked))
                : guarded;
    }

    private String guardedInput(String text, ChatRequest request) {
        GuardedStream stream = guards.stream(Guard.Place.INPUT, request);
        String guarded = stream.whole(text);
        Guard refusing = stream.endedBy();
        if (refusing != null) {
            throw AiException.invalidRequest("the request was rejected by the guard '" + refusing.name() + "'");
        }
        return guarded;
    }

    private String guardedResult(String text, ChatRequest request) {
        GuardedStream stream = guards.stream(Guard.Place.TOOL_RESULTS, request);
        String guarded = stream.whole(text);
        @Nullable Guard refusing = stream.endedBy();
        return refusing == null ? guarded : WITHHELD;
    }

    @Override
    protected ChatCall around(ChatCall call, ChatRequest request) {
        return call;
    }
}
