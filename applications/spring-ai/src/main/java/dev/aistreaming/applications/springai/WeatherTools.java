package dev.aistreaming.applications.springai;

import org.springframework.ai.tool.annotation.Tool;
import org.springframework.stereotype.Component;

@Component
class WeatherTools {

    @Tool(description = "The weather in a city")
    String weather(String city) {
        return "Sunny in " + city;
    }
}
