package dev.aistreaming.testing;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatRequest;

class ScriptedContractTests extends CallContract {

    @Override
    protected Answering answering(String... pieces) {
        ScriptedProvider provider = ScriptedProvider.named("openai").answer(pieces);
        return new Answering() {
            @Override
            public ChatCall newCall() {
                return provider.newCall(ChatRequest.of("Hello?"));
            }

            @Override
            public int requests() {
                return provider.requests().size();
            }

            @Override
            public void close() {}
        };
    }
}
