package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.chat.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes what a source reports on to its call. */
record QueuedAnswer(PushedCall call) implements PushedAnswer {

    @Override
    public void attached(PushSource.Handle handle) {
        call.attach(handle);
    }

    @Override
    public boolean ended() {
        return call.ended();
    }

    @Override
    public void identified(@Nullable String id, @Nullable String model) {
        if (id != null || model != null) {
            call.told(answer -> answer.identify(id, model), 0);
        }
    }

    @Override
    public void content(@Nullable String text) {
        if (says(text)) {
            call.told(answer -> answer.content(text), length(text));
        }
    }

    @Override
    public void reasoning(@Nullable String text) {
        if (says(text)) {
            call.told(answer -> answer.reasoning(text), length(text));
        }
    }

    @Override
    public void contentSoFar(@Nullable String text) {
        if (says(text)) {
            call.told(answer -> answer.content(answer.restOfContent(text, false)), length(text));
        }
    }

    @Override
    public void reasoningSoFar(@Nullable String text) {
        if (says(text)) {
            call.told(answer -> answer.reasoning(answer.restOfReasoning(text, false)), length(text));
        }
    }

    @Override
    public void toolCall(int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {
        int number = index < 0 ? ToolCalls.NO_INDEX : index;
        call.told(answer -> answer.toolCall(number, orNull(id), orNull(name), arguments), length(arguments));
    }

    @Override
    public void wholeToolCall(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        call.told(answer -> answer.wholeToolCall(orNull(id), orNull(name), arguments), length(arguments));
    }

    @Override
    public void source(StreamEvent.Source source) {
        call.told(answer -> answer.source(null, source), length(source.snippet()));
    }

    @Override
    public void wantsBack(Part.ProviderState state) {
        call.told(
                answer -> {
                    answer.keeps(null, state.json().length());
                    answer.wantsBack(whole -> List.of(state));
                },
                state.json().length());
    }

    @Override
    public void chunk(ChatCompletionChunks reader, byte[] json) {
        call.told(answer -> reader.tell(json, answer), json.length);
    }

    @Override
    public void usage(Usage usage) {
        call.told(answer -> answer.usage(usage), 0);
    }

    @Override
    public void finished(FinishReason reason) {
        call.told(answer -> answer.finish(reason), 0);
    }

    @Override
    public void finished(String reason) {
        FinishReason meaning = FinishReasons.meaning(reason);
        if (meaning != null) {
            finished(meaning);
        } else {
            call.toldEnd(answer -> call.fail(call.brokeOff(reason)));
        }
    }

    @Override
    public void flush() {
        call.told(answer -> call.flush(), 0);
    }

    @Override
    public void completed() {
        call.toldEnd(answer -> call.complete());
    }

    @Override
    public void failed(AiException error) {
        call.toldEnd(answer -> call.fail(error));
    }

    private static boolean says(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return says(text) ? text : null;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
