package dev.aistreaming.sample.demo;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Output;
import dev.aistreaming.chat.Part;
import dev.aistreaming.chat.Role;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.chat.ToolCall;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A provider that needs neither a key nor a network. It streams what {@link DemoAnswer} finds at a readable pace, and calls the tools for
 * which {@link DemoCalls} has rules. The library treats it like any other provider of the application.
 */
@Component
public class DemoProvider implements ChatProvider {

    public static final String NAME = "demo";

    private static final String MODEL = "documentation-search";
    private static final Duration PACE = Duration.ofMillis(30);

    private final DemoAnswer answer;
    private final DemoCalls calls;
    private final DemoObject objects;

    DemoProvider(DemoAnswer answer, DemoCalls calls, DemoObject objects) {
        this.answer = answer;
        this.calls = calls;
        this.objects = objects;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        List<Message> messages = request.messages();
        Message last = messages.get(messages.size() - 1);
        ScriptedProvider script = ScriptedProvider.named(NAME).pace(PACE);
        List<ToolCall> called = last.role() == Role.USER
                ? calls.of(last.text(), request.tools().stream().map(Tool::name).collect(Collectors.toSet()))
                : List.of();
        List<String> words = called.isEmpty() ? DemoAnswer.words(text(request, last)) : List.of();
        if (called.isEmpty()) {
            script.answer(words.toArray(String[]::new));
        }
        called.forEach(call -> script.toolCall(call.id(), call.name(), call.arguments()));
        return script.usage(wordsIn(messages), words.size() + called.size())
                .newCall(request.toBuilder().model(MODEL).build());
    }

    private String text(ChatRequest request, Message last) {
        Output output = request.output();
        return output == null ? text(last) : objects.of(output);
    }

    private String text(Message last) {
        List<Part> parts = last.parts();
        if (last.role() == Role.TOOL) {
            return parts.stream()
                    .map(part -> part instanceof Part.ToolResult result ? result.text() : "")
                    .collect(Collectors.joining("\n\n"));
        }
        boolean onlyText = parts.stream().allMatch(Part.Text.class::isInstance);
        return (onlyText ? "" : DemoAnswer.BLIND) + answer.to(last.text());
    }

    /** Counts words, which this demo uses as tokens. */
    private static int wordsIn(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> DemoAnswer.words(message.text()).size())
                .sum();
    }
}
