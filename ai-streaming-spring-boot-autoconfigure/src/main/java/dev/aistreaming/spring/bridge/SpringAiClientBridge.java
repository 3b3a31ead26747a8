package dev.aistreaming.spring.bridge;

import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.StreamEvent;
import dev.aistreaming.provider.ForeignErrors;
import dev.aistreaming.provider.PushSource;
import dev.aistreaming.provider.PushedAnswer;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.document.Document;
import reactor.core.publisher.Flux;

/** Asks a {@link ChatClient} with its advisors, memory and tools. */
public final class SpringAiClientBridge implements Bridge<ChatClient> {

    private final Collection<String> secrets;

    /** @param secrets keys that must not be shown */
    public SpringAiClientBridge(Collection<String> secrets) {
        this.secrets = secrets;
    }

    @Override
    public String type() {
        return "spring-ai";
    }

    @Override
    public Class<ChatClient> beanType() {
        return ChatClient.class;
    }

    @Override
    public PushSource source(ChatClient bean, String provider, ChatRequest request) {
        SpringAiPrompts prompts = new SpringAiPrompts(provider, request);
        if (!request.tools().isEmpty()) {
            throw prompts.refusal()
                    .field("tools", "a ChatClient runs its own; declare them there, or name a bean of type ChatModel");
        }
        if (request.output() != null) {
            throw prompts.refusal().field("output", "name a bean of type ChatModel");
        }
        ChatClient.ChatClientRequestSpec spec = bean.prompt().messages(prompts.messages());
        if (prompts.hasOptions()) {
            ChatOptions.Builder<?> options = ChatOptions.builder();
            prompts.addTo(options);
            spec = spec.options(options);
        }
        ChatClient.ChatClientRequestSpec asked = spec.advisors(advisors -> advisors.params(request.attributes()));
        ForeignErrors errors = new ForeignErrors(provider, secrets);
        return new FluxSource<>(() -> responses(asked), answer -> new Reader(answer, errors));
    }

    private static Flux<ChatClientResponse> responses(ChatClient.ChatClientRequestSpec asked) {
        return asked.stream().chatClientResponse();
    }

    /** The documents that Spring AI's advisors have found become sources. */
    private static final class Reader implements FluxSource.Reader<ChatClientResponse> {

        private static final List<String> DOCUMENTS = List.of("qa_retrieved_documents", "rag_document_context");

        private final SpringAiReader answers;
        private final PushedAnswer answer;
        private boolean told;

        Reader(PushedAnswer answer, ForeignErrors errors) {
            this.answers = new SpringAiReader(answer, errors);
            this.answer = answer;
        }

        @Override
        public void read(ChatClientResponse piece) {
            if (!told) {
                DOCUMENTS.forEach(name -> sources(piece.context().get(name)));
            }
            if (piece.chatResponse() != null) {
                answers.read(piece.chatResponse());
            }
        }

        private void sources(@Nullable Object documents) {
            if (documents instanceof List<?> list) {
                told = true;
                for (Object each : list) {
                    if (each instanceof Document document) {
                        Object title = document.getMetadata().get("title");
                        answer.source(
                                StreamEvent.Source.document(document.getId(), title == null ? null : title.toString()));
                    }
                }
            }
        }

        @Override
        public void end() {
            answers.end();
        }

        @Override
        public void fail(Throwable failure) {
            answers.fail(failure);
        }
    }
}
