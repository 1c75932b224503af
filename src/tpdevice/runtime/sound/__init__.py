"""What is told, as sound: tones whose contour is the direction, few words, one WAV of it all."""
