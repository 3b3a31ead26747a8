package dev.aistreaming.guide;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.FinishReason;
import dev.aistreaming.provider.PushedAnswer;
import dev.aistreaming.provider.PushedCall;
import dev.aistreaming.thread.Threads;
import org.springframework.stereotype.Component;

/** A provider over a client with callbacks. Part of docs/providers.md. */
@Component
class InHouseProvider implements ChatProvider {

    private final InHouseClient client;
    private final Threads threads;

    InHouseProvider(InHouseClient client, Threads threads) {
        this.client = client;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "in-house";
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        if (!request.tools().isEmpty()) {
            throw AiException.invalidRequest("tools cannot be sent to 'in-house'");
        }
        String question = request.messages().get(request.messages().size() - 1).text();
        return new PushedCall(name(), answer -> ask(question, answer), threads);
    }

    private void ask(String question, PushedAnswer answer) {
        InHouseClient.Subscription subscription = client.ask(
                question,
                text -> {
                    answer.content(text);
                    answer.flush();
                },
                () -> {
                    answer.finished(FinishReason.STOP);
                    answer.completed();
                },
                failure -> answer.failed(AiException.of(ErrorCode.PROVIDER_ERROR)
                        .provider(name())
                        .cause(failure)
                        .build()));
        answer.attached(subscription::close);
    }
}
