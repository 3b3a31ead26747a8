package dev.aistreaming.guide.own;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatCall;
import dev.aistreaming.chat.ChatProvider;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ChatResponse;
import dev.aistreaming.observation.ProviderIdentity;
import dev.aistreaming.pipeline.Stage;
import dev.aistreaming.pipeline.StagedProvider;
import dev.aistreaming.spring.ProviderCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs what is asked, and what comes of it. */
@Component
class RequestLog implements ProviderCustomizer {

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public ChatProvider customize(ChatProvider provider, ProviderIdentity identity) {
        return new StagedProvider(provider) {
            @Override
            protected ChatCall around(ChatCall call, ChatRequest request) {
                log.info("Asking '{}': {} messages", name(), request.messages().size());
                return new Stage(call) {
                    @Override
                    protected void completed(ChatResponse response) {
                        log.info("'{}' answered: {}", name(), response.usage());
                    }

                    @Override
                    protected void failed(AiException error) {
                        log.info("'{}' failed: {}", name(), error.code());
                    }
                };
            }
        };
    }
}
