package dev.aistreaming.spring.autoconfigure;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The libraries whose beans can answer as providers, and the dependency that each needs. */
enum BridgeLibrary {
    SPRING_AI("spring-ai", "org.springframework.ai:spring-ai-client-chat, or the Spring AI starter of your model"),
    LANGCHAIN4J("langchain4j", "dev.langchain4j:langchain4j-core, or the module of LangChain4j for your model"),
    OPENAI_JAVA("openai-java", "com.openai:openai-java");

    private final String type;
    private final String dependency;

    BridgeLibrary(String type, String dependency) {
        this.type = type;
        this.dependency = dependency;
    }

    static Optional<BridgeLibrary> find(String type) {
        return Stream.of(values()).filter(library -> library.type.equals(type)).findFirst();
    }

    static String types() {
        return Stream.of(values()).map(library -> library.type).collect(Collectors.joining(", "));
    }

    String type() {
        return type;
    }

    String dependency() {
        return dependency;
    }
}
