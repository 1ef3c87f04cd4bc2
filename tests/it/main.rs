mod cmd;
mod layers;
