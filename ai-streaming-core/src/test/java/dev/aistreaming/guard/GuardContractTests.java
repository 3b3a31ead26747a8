package dev.aistreaming.guard;

import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.provider.HttpChatProvider;
import dev.aistreaming.provider.ProviderSettings;
import dev.aistreaming.provider.ProviderType;
import dev.aistreaming.testing.OpenAiProviderContract;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** With guards in all places, none of which is in the midst of something at the end of a word. */
class GuardContractTests extends OpenAiProviderContract {

    private static final Guards GUARDS = Guards.of(
            GuardRule.cards("cards").on(Guard.Place.values()),
            GuardRule.literals("names", List.of("Project Bluebird")).ending().on(Guard.Place.values()),
            GuardRule.pattern("tickets", Pattern.compile("INT-\\d+")).on(Guard.Place.values()),
            GuardRule.systemPrompt("prompt"));

    @Override
    protected ChatProvider provider(URI server) {
        return GUARDS.around(new HttpChatProvider(
                ProviderSettings.of("openai", ProviderType.OPENAI)
                        .withBaseUrl(server)
                        .withModel("gpt-test"),
                transport));
    }
}
