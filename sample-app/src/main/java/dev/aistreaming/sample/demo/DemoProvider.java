package dev.aistreaming.sample.demo;

import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A provider that needs no key and no network: it streams what {@link DemoAnswer} finds, at a pace at which it can be read. To
 * the library it is a provider of the application's own, like any other.
 */
@Component
public class DemoProvider implements ChatProvider {

    public static final String NAME = "demo";

    private static final String MODEL = "documentation-search";
    private static final Duration PACE = Duration.ofMillis(30);

    private final DemoAnswer answer;

    DemoProvider(DemoAnswer answer) {
        this.answer = answer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ChatCall newCall(ChatRequest request) {
        List<Message> messages = request.messages();
        List<String> words =
                DemoAnswer.words(answer.to(messages.get(messages.size() - 1).text()));
        return ScriptedProvider.named(NAME)
                .answer(words.toArray(String[]::new))
                .pace(PACE)
                .usage(wordsIn(messages), words.size())
                .newCall(request.toBuilder().model(MODEL).build());
    }

    /** A word is what this demonstration takes for a token. */
    private static int wordsIn(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> DemoAnswer.words(message.text()).size())
                .sum();
    }
}
