package dev.aistreaming.tool;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.testing.CallContract;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.thread.Threads;
import java.util.List;
import org.junit.jupiter.api.AutoClose;

/** The first step calls a tool without a word, so that the contract is kept by a step that comes after tools. */
class ToolLoopContractTests extends CallContract {

    @AutoClose
    private final Threads threads = new Threads(executor);

    @Override
    protected Answering answering(String... pieces) {
        ScriptedProvider model = ScriptedProvider.named("openai");
        LocalTool time = LocalTool.of(Tool.of("time", null), (arguments, context) -> "noon");
        ChatProvider loop = new ToolLoopProvider(model, List.of(time), ToolLimits.DEFAULTS, threads);
        return new Answering() {
            @Override
            public ChatCall newCall() {
                model.reset().toolCall("time", "{}").then().answer(pieces);
                return loop.newCall(ChatRequest.of("Hello?"));
            }

            @Override
            public int requests() {
                return model.requests().size();
            }

            @Override
            public void close() {}
        };
    }
}
