package dev.aistreaming.sample.examples;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.guard.Guard;
import dev.aistreaming.guard.GuardRule;
import dev.aistreaming.guard.GuardedText;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Replaces the names of internal machines in the answers of requests that ask for it. */
@Component
class InternalHosts implements Guard {

    static final String HIDDEN = "examples.internal-hosts-hidden";

    private static final Guard RULE = GuardRule.pattern("hosts", Pattern.compile("\\b[a-z0-9-]+\\.internal\\b"))
            .replacedBy("[host]");

    @Override
    public String name() {
        return RULE.name();
    }

    @Override
    public void look(GuardedText text) {} // other requests

    @Override
    public Guard forRequest(ChatRequest request) {
        return request.attributes().containsKey(HIDDEN) ? RULE.forRequest(request) : this;
    }
}
