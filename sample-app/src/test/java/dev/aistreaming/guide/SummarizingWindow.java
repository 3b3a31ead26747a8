package dev.aistreaming.guide;

import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import dev.aistreaming.conversation.ConversationWindow;
import dev.aistreaming.spring.AiService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

@Component
class SummarizingWindow implements ConversationWindow {

    private static final int BLOCK = 20; // messages that one more summary covers

    private final AiService ai;
    private final Map<List<Message>, String> summaries = new ConcurrentHashMap<>(); // use a bounded cache in production

    SummarizingWindow(@Lazy AiService ai) { // the service needs the window, too
        this.ai = ai;
    }

    @Override
    public List<Message> of(List<Message> earlier) {
        int from = (earlier.size() - 1) / BLOCK * BLOCK;
        while (from > 0 && earlier.get(from).role() != Role.USER) {
            from--; // what is sent has to begin with a user message
        }
        if (from == 0) {
            return earlier;
        }
        String summary = summaries.computeIfAbsent(List.copyOf(earlier.subList(0, from)), this::summarize);
        List<Message> sent = new ArrayList<>();
        sent.add(Message.user("Summary of our conversation so far: " + summary));
        sent.add(Message.assistant("Thank you, I will keep it in mind."));
        sent.addAll(earlier.subList(from, earlier.size()));
        return sent;
    }

    private String summarize(List<Message> messages) {
        String transcript = messages.stream()
                .map(message -> message.role().wireName() + ": " + message.text())
                .collect(Collectors.joining("\n"));
        return ai.task()
                .system("Summarize this conversation. Keep names, numbers and decisions.")
                .prompt(transcript)
                .run()
                .content();
    }
}
