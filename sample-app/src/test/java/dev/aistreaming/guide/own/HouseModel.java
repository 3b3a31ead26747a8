package dev.aistreaming.guide.own;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.provider.PushedAnswer;
import dev.aistreaming.provider.PushedCall;
import dev.aistreaming.thread.Threads;
import java.util.List;
import org.springframework.stereotype.Component;

/** A provider of the application's own. */
@Component
class HouseModel implements ChatProvider {

    private final Threads threads;

    HouseModel(Threads threads) { // a bean of the starter
        this.threads = threads;
    }

    @Override
    public String name() {
        return "house";
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        return new PushedCall(name(), answer -> write(request, answer), threads);
    }

    private void write(ChatRequest request, PushedAnswer answer) {
        for (String word : List.of("You ", "asked ", request.messages().size() + " times.")) {
            answer.content(word);
            answer.flush();
        }
        answer.finished(FinishReason.STOP);
        answer.completed();
    }
}
