package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds passages of a request's own system prompt. Recurring prompts are parsed only once. */
final class SystemPromptFinder implements Finder {

    private static final int MIN_CHARACTERS = 24;
    private static final int MAX_PROMPTS = 16;
    private static final Pattern ENDS = Pattern.compile("[\\r\\n]+|(?<=[.!?:;])\\s+");
    private static final Finder NOTHING = (text, rule) -> {};

    private final Map<String, Finder> known = new LinkedHashMap<>(MAX_PROMPTS, 0.75f, true);

    @Override
    public void find(GuardedText text, GuardRule rule) {} // without a request there is nothing to find

    @Override
    public Finder forRequest(ChatRequest request) {
        String prompt = Stream.concat(
                        Stream.ofNullable(request.system()),
                        request.messages().stream()
                                .filter(message -> message.role() == Role.SYSTEM)
                                .map(Message::text))
                .collect(Collectors.joining("\n"));
        synchronized (known) {
            Finder finder = known.get(prompt);
            if (finder == null) {
                finder = read(prompt);
                known.put(prompt, finder);
                if (known.size() > MAX_PROMPTS) {
                    known.remove(known.keySet().iterator().next());
                }
            }
            return finder;
        }
    }

    private static Finder read(String prompt) {
        List<String> sentences = ENDS.splitAsStream(prompt)
                .map(String::strip)
                .filter(sentence -> sentence.length() >= MIN_CHARACTERS)
                .toList();
        return sentences.isEmpty() ? NOTHING : new LiteralFinder(Literals.of(sentences, true, true));
    }
}
