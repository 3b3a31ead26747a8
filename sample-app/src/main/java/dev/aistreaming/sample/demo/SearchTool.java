package dev.aistreaming.sample.demo;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import org.springframework.stereotype.Component;

@Component
class SearchTool {

    private final DemoAnswer answer;

    SearchTool(DemoAnswer answer) {
        this.answer = answer;
    }

    @AiTool(name = "search_docs", value = "Searches the documentation of AI Streaming, the project of this application")
    public String search(@AiToolParam("words to look for") String query) {
        return answer.to(query);
    }
}
